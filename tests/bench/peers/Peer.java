// The stack that comparable agents stand on: BouncyCastle for CMS, Santuario for XML signatures.
//   java Peer cms|xml KEY_FILE PASSWORD INPUT OUTPUT     one signature
//   java Peer rate KEY_FILE PASSWORD INPUT SECONDS       detached CMS signatures for so long; prints how many a second
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.util.*;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.operator.jcajce.*;

final class Peer {
    private final PrivateKey key;
    private final X509Certificate certificate;

    Peer(String file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password);
        }
        String alias = store.aliases().nextElement();
        key = (PrivateKey) store.getKey(alias, password);
        certificate = (X509Certificate) store.getCertificate(alias);
    }

    byte[] cms(CMSTypedData content) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
            new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(key), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        return generator.generate(content, false).getEncoded();
    }

    void xml(String input, String output) throws Exception {
        org.apache.xml.security.Init.init();
        var factory = javax.xml.parsers.DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder().parse(new File(input));
        var signature = new org.apache.xml.security.signature.XMLSignature(
            document, "", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
        document.getDocumentElement().appendChild(signature.getElement());
        var transforms = new org.apache.xml.security.transforms.Transforms(document);
        transforms.addTransform("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
        transforms.addTransform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments");
        signature.addDocument("", transforms, "http://www.w3.org/2001/04/xmlenc#sha256");
        signature.addKeyInfo(certificate);
        signature.sign(key);
        try (OutputStream out = new FileOutputStream(output)) {
            org.apache.xml.security.utils.XMLUtils.outputDOM(document, out);
        }
    }

    double rate(byte[] content, double seconds) throws Exception {
        for (int warm = 0; warm < 500; ++warm) cms(new CMSProcessableByteArray(content));
        long count = 0;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < seconds * 1e9) {
            cms(new CMSProcessableByteArray(content));
            ++count;
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    public static void main(String[] words) throws Exception {
        Peer peer = new Peer(words[1], words[2].toCharArray());
        switch (words[0]) {
            case "cms" -> Files.write(Path.of(words[4]), peer.cms(new CMSProcessableFile(new File(words[3]))));
            case "xml" -> peer.xml(words[3], words[4]);
            case "rate" -> System.out.printf(Locale.ROOT, "%.0f%n",
                peer.rate(Files.readAllBytes(Path.of(words[3])), Double.parseDouble(words[4])));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
