#!/usr/bin/env python3
"""policy_templates.py POLICY_FOLDER: what is made of the policy's schema is what would be made of it now, and Group
Policy can use it: every key has its policy, and every name a policy uses is told in each language."""
import json
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

FOLDER = Path(sys.argv.pop())
CULTURES = ("en-US", "ru-RU", "kk-KZ")
SPACE = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
REGISTRY_KEY = "Software\\Policies\\Qoltanba"


def parsed(*parts):
    return ElementTree.parse(FOLDER.joinpath("admx", *parts)).getroot()


def keys():
    schema = json.loads((FOLDER / "policy.schema.json").read_text(encoding="utf-8"))
    return {name: key for name, key in schema["properties"].items() if not name.startswith("$")}


def policies():
    return {policy.get("name"): policy for policy in parsed("qoltanba.admx").iterfind(".//p:policy", SPACE)}


def used(kind):
    """The names of $(string.NAME) or $(presentation.NAME) in the template."""
    text = (FOLDER / "admx" / "qoltanba.admx").read_text(encoding="utf-8")
    return set(re.findall(rf"\$\({kind}\.(\w+)\)", text))


class Templates(unittest.TestCase):
    def test_what_is_checked_in_is_what_would_be_made(self):
        made = subprocess.run([FOLDER / "generate", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(made.returncode, 0, "run installer/policy/generate; stale:\n" + made.stdout + made.stderr)

    def test_every_key_has_its_policy(self):
        self.assertEqual(set(policies()), set(keys()))
        for name, policy in policies().items():
            self.assertEqual(policy.get("key"), REGISTRY_KEY)
            self.assertEqual(policy.get("class"), "Machine")

    def test_each_policy_writes_what_the_agent_reads(self):
        for name, key in keys().items():
            policy = policies()[name]
            element = policy.find("p:elements/*", SPACE)
            kind = None if element is None else element.tag.split("}")[1]
            if key["type"] == "boolean":
                self.assertEqual((kind, policy.get("valueName")), (None, name))
                self.assertEqual(policy.find("p:enabledValue/p:decimal", SPACE).get("value"), "1")
                self.assertEqual(policy.find("p:disabledValue/p:decimal", SPACE).get("value"), "0")
            elif key["type"] == "integer":
                self.assertEqual((kind, element.get("valueName")), ("decimal", name))
                self.assertEqual((element.get("minValue"), element.get("maxValue")),
                                 (str(key["minimum"]), str(key["maximum"])))
            elif key["type"] == "array":
                self.assertEqual((kind, element.get("key")), ("list", f"{REGISTRY_KEY}\\{name}"))
            elif "enum" in key:
                values = [value.text for value in element.iterfind("p:item/p:value/p:string", SPACE)]
                self.assertEqual((kind, element.get("valueName"), values), ("enum", name, key["enum"]))
            else:
                self.assertEqual((kind, element.get("valueName")), ("text", name))

    def test_every_name_is_told_in_each_language_and_none_too_many(self):
        for culture in CULTURES:
            language = parsed(culture, "qoltanba.adml")
            strings = {string.get("id"): string.text for string in language.iterfind(".//p:string", SPACE)}
            self.assertEqual(set(strings), used("string"), culture)
            self.assertTrue(all(strings.values()), culture)
            presentations = {entry.get("id"): entry for entry in language.iterfind(".//p:presentation", SPACE)}
            self.assertEqual(set(presentations), used("presentation"), culture)
            for name, entry in presentations.items():
                self.assertEqual([control.get("refId") for control in entry], [name], culture)

    def test_the_languages_differ(self):
        texts = [(FOLDER / "admx" / culture / "qoltanba.adml").read_text(encoding="utf-8") for culture in CULTURES]
        self.assertEqual(len(set(texts)), len(CULTURES))
        self.assertNotRegex(texts[0], "[а-яә]", "English")
        self.assertNotRegex(texts[1], "[әғқңөұүһі]", "Russian")
        self.assertRegex(texts[2], "[әғқңөұүһі]", "Kazakh")

    def test_the_manual_tells_every_key_once(self):
        manual = (FOLDER.parent.parent / "docs" / "administration.md").read_text(encoding="utf-8")
        for name in keys():
            self.assertEqual(manual.count(f"\n| `{name}` | "), 1, name)


if __name__ == "__main__":
    unittest.main()
