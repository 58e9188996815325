// Makes tests/data/xml_faults.json: what the JDK's XML parser, the one behind the original, says of faulty texts.
//   java tests/crypto/signatures/XmlFaults.java > tests/data/xml_faults.json        (made with OpenJDK 17)
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

public class XmlFaults {
    static final String[] CHOSEN = {
        // Nothing, and things that are not XML
        "", " ", "\n\n", "\r\n", "abc", "PHRhZz5kYXRhPC90YWc+", "{\"a\": 1}", "&amp;", "&", "<", "<>", "<1/>", "</a>", "< a/>",
        "\u0000", "\u0451", "Құжат", "\n \n x",
        // Unclosed, at several depths and on several lines
        "<this>is not a valid XML", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b='c", "<a b='c'", "<a/", "<a>", "<a><b>",
        "<a>\n<b>\n  <c>\n", "<a>\r\n<b>text\r\n", "<a></", "<a></a", "<a></a ", "<a><", "<a><!", "<a><!-", "<a><!--",
        "<a><!-- x --", "<a><![", "<a><![CDATA[", "<a><![CDATA[x]]", "<a><?", "<a><?p", "<a><?p ", "<a><?p x?", "<a>&",
        "<a>&#", "<a>&#x", "<a>&#65", "<a>&am", "<!-- x", "<!--\n\n", "<?p x", "<!", "<!-", "<!DOC", "<?", "<?xm",
        // End tags
        "<a></b>", "<a><b></a></b>", "<a>\n  <b>\n  </c>\n</a>", "<a></a b>", "<a></ a>", "<a></aa>", "<aa></a>",
        "<қол></қолтаңба>", "<p:a xmlns:p='u'></a>", "<a></a\n\n>x", "<a></A>",
        // Attributes
        "<a b/>", "<a b></a>", "<a b=c/>", "<a b='c/>", "<a b=\"c'/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>",
        "<a b='1' c='2' b='3' c='4'>", "<a b='<'/>", "<a b='x<y>z'/>", "<a b='&'/>", "<a b='& '/>", "<a b='&foo;'/>",
        "<a b='&#0;'/>", "<a b='&#xZ;'/>", "<a b='&lt'/>", "<a b=''' />", "<a ='1'/>", "<a 1='1'/>", "<a b = c/>",
        "<a\n  b='1'\n  c=2/>", "<a b='\u0001'/>", "<a b='1' / >", "<a b='1'/ >", "<a\u00a0b='1'/>", "<a b='\n\n&'/>",
        // References
        "<a>&</a>", "<a>& </a>", "<a>&&amp;</a>", "<a>AT&T</a>", "<a>x=1&y=2</a>", "<a>&foo;</a>", "<a>&nbsp;</a>",
        "<a>\n\n  &құжат;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#65</a>", "<a>&#xFFFE;</a>", "<a>&#0;</a>", "<a>&#x110000;</a>",
        "<a>&#99999999999;</a>", "<a>&#xD800;</a>", "<a>&#abc;</a>", "<a>&1;</a>", "<a>&amp</a>", "<a>&lt ;</a>",
        "<a>&#128512;&x;</a>",
        // Characters
        "<a>\u0000</a>", "<a>\u0001</a>", "<a>abc\u001f</a>", "<a>\ufffe</a>", "<a>\uffff</a>", "<a>\ud83d\ude00\u0002</a>",
        "<a>\tтекст\n\u000c</a>", "<a>]]></a>", "<a>]]]]></a>", "<a>\n]]&gt;]]></a>", "<a><\u0001></a>",
        // Comments, CDATA, instructions
        "<a><!-- -- --></a>", "<a><!--- x ---></a>", "<a><!--\u0001--></a>", "<!-- a -- b --><a/>", "<a><!x></a>",
        "<a><!-x--></a>", "<a><!ELEMENT b></a>", "<a><![cdata[x]]></a>", "<a><![CDATA[\u0001]]></a>", "<a><??></a>",
        "<a><? p?></a>", "<a><?p\u0001?></a>", "<a><?p \u0001?></a>", "<a><?xml version='1.0'?></a>", "<a><?XmL x?></a>",
        "<a><?p'x'?></a>", " <?xml version='1.0'?><a/>", "\n<?xml version='1.0'?>\n<a/>", "<!--x--><?xml version='1.0'?><a/>",
        // After the root
        "<a/>x", "<a/>\n\nx", "<a/>&amp;", "<a/><b/>", "<a></a><a></a>", "<a/></a>", "<a/><![CDATA[x]]>", "<a/><!x>", "<a/><",
        "<a/><!-- x", "<a/><?xml version='1.0'?>", "<a/><!DOCTYPE a>", "<a></a>\n</a>\n", "<a/>\u0000", "<a/>]]>",
        // Namespaces
        "<p:a/>", "<a><p:b/></a>", "<a p:b='1'/>", "<a xmlns:p='u'><p:b/></a><p:c/>", "<a><b xmlns:p='u'/><p:c/></a>",
        "<a:b:c/>", "<a:/>", "<a:1/>", "<:a/>", "<a xmlns:p=''/>", "<a xmlns:xmlns='u'/>", "<a xmlns:xml='u'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='u' xmlns='v'/>", "<a xmlns:p='u' xmlns:p='v'/>", "<xmlns:a/>", "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",
        "<a xmlns:p='u' p:x='1' p:x='2'/>", "<a><b xmlns:p='u' xmlns:p='u'/></a>", "<soap:Envelope><soap:Body/></soap:Envelope>",
        // The declaration
        "<?xml?><a/>", "<?xml ?><a/>", "<?xml version?><a/>", "<?xml version=1.0?><a/>", "<?xml version='2.0'?><a/>",
        "<?xml version='1.0'><a/>", "<?xml version='1.0'encoding='UTF-8'?><a/>", "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>", "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<?xml version='1.0' encoding='UTF-8' x='y'?><a/>", "<?xml version='1.0' standalone='no' x='y'?><a/>",
        "<?xml version='1.0' encoding=UTF-8?><a/>", "<?xml version='1.0' encoding='UTF-8' standalone='no'?>",
        "<?xml version='1.0'?>", "<?xml version='1.0'?>\n\n", "<?xml version='1.0'?>text", "<?xml version='1.0'?>\n<a>\n</b>",
        "<?xml version='1.0'?></a>", "<?xml\nversion='1.0'?>x", "<?xml  version =  '1.0' ?>x", "<?xml", "<?xml version='1.", "<?xmlx?>y",
        "<?xml version='1.0' encoding='windows-1251'?><a>", "<?XML version='1.0'?><a/>", "<?xml Version='1.0'?><a/>",
        // DOCTYPE, which the agent never accepts
        "<!DOCTYPE a><a/>", "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    };

    /// Every beginning of this document, and it with each character left out.
    static final String CUT = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--к--><?p d?>\r\n<қ:а xmlns:қ='u' b=\"&lt;&#x41;\">\n"
            + "т😀 <c d = 'e'/>]]<![CDATA[<]]>\n<!-- f\n--></қ:а>\n<?z?>\n";

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        Set<String> inputs = new LinkedHashSet<>();
        for (String chosen : CHOSEN) inputs.add(chosen);
        for (int i = 0; i < CUT.length(); i = CUT.offsetByCodePoints(i, 1)) {
            inputs.add(CUT.substring(0, i));
            inputs.add(CUT.substring(0, i) + CUT.substring(CUT.offsetByCodePoints(i, 1)));
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String separator = "[\n";
        for (String input : inputs) {
            // After a last colon the original looks at what its buffer held before, so its answer varies.
            if (input.endsWith(":")) continue;
            String fault = fault(input);
            if (fault == null) continue;
            out.print(separator + "{\"xml\": " + json(input) + ",\n \"text\": " + json(fault) + "}");
            separator = ",\n";
        }
        out.println("\n]");
        out.flush();
    }

    static String fault(String input) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        PrintStream complaints = System.err;
        try {
            System.setErr(new PrintStream(PrintStream.nullOutputStream()));
            builder.parse(new InputSource(new StringReader(input)));
            return null;
        } catch (org.xml.sax.SAXException e) {
            return e.toString();
        } finally {
            System.setErr(complaints);
        }
    }

    static String json(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < 0x20 || c == 0xfffe || c == 0xffff) quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
