-- What wixl 0.101 cannot write: conditions on components (its <Condition> aborts), actions that run a program of the
-- system, the places of actions before those of the standard sequence, and which properties may pass from the
-- person's half of the installer to the system's. One statement a line; installer/windows/msi runs them in order.
UPDATE `Component` SET `Condition`='AUTOSTART<>"0"' WHERE `Component`='Autostart'
UPDATE `Component` SET `Condition`='AUTOSTART' WHERE `Component`='KeptAutostart'
UPDATE `Component` SET `Condition`='TRUST' WHERE `Component`='KeptTrust'
UPDATE `Component` SET `Condition`='PORT' WHERE `Component`='Port'
UPDATE `Component` SET `Condition`='LANGUAGE' WHERE `Component`='Language'
UPDATE `Property` SET `Value`='WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;AUTOSTART;TRUST;PORT;LANGUAGE;POLICYFILE;INSTALLDIR;KEPT_AUTOSTART;KEPT_TRUST;KEPT_PORT;KEPT_LANGUAGE' WHERE `Property`='SecureCustomProperties'
-- 51: a property from others. The search (50) would otherwise go before what an administrator says at an upgrade; and
-- at a repair, which an ordinary user may start with properties of their own, what was kept holds alone, nothing
-- included.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallAutostart', 51, 'AUTOSTART', '[KEPT_AUTOSTART]')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallAutostart', 'Installed OR (KEPT_AUTOSTART AND NOT AUTOSTART)', 51)
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallTrust', 51, 'TRUST', '[KEPT_TRUST]')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallTrust', 'Installed OR (KEPT_TRUST AND NOT TRUST)', 52)
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallPort', 51, 'PORT', '[KEPT_PORT]')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallPort', 'Installed OR (KEPT_PORT AND NOT PORT)', 53)
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallLanguage', 51, 'LANGUAGE', '[KEPT_LANGUAGE]')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallLanguage', 'Installed OR (KEPT_LANGUAGE AND NOT LANGUAGE)', 54)
-- The earlier version goes before the new one comes, so that the two never share a file.
UPDATE `InstallExecuteSequence` SET `Sequence`=1450 WHERE `Action`='RemoveExistingProducts'
-- 3170: a program by its path (34), deferred (1024), in the system's context (2048), whose failure is no failure (64):
-- where no agent runs there is none to end.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('StopAgents', 3170, 'INSTALLDIR', '"[SystemFolder]taskkill.exe" /F /IM qoltanba-agent.exe')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('StopAgents', 'Installed', 1501)
UPDATE `InstallExecuteSequence` SET `Sequence`=1510 WHERE `Action`='RemoveTrust'
UPDATE `InstallExecuteSequence` SET `Sequence`=1511 WHERE `Action`='RemovePolicy'
