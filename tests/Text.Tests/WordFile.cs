using System.IO.Compression;
using System.Text;

namespace RagCluster.Text.Tests;

/// <summary>Word documents as small as they can be, with the style of captions.</summary>
internal static class WordFile
{
    internal const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>A document with a body, and links of its part by id.</summary>
    internal static byte[] Create(string body, params (string Id, string Target)[] links) =>
        CreateRelated(
            body,
            string.Concat(
                links.Select(link =>
                    $"""<Relationship Id="{link.Id}" Type="{Office}/hyperlink" Target="{link.Target}" TargetMode="External"/>"""
                )
            )
        );

    /// <summary>A document with a body, and relations of its part as they are written.</summary>
    internal static byte[] CreateRelated(string body, string relations)
    {
        (string Name, string Content)[] members =
        [
            (
                "[Content_Types].xml",
                $"""
                <Types xmlns="{Package}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/word/document.xml"
                ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                <Override PartName="/word/styles.xml"
                ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="m" Type="{Office}/officeDocument" Target="word/document.xml"/></Relationships>
                """
            ),
            (
                "word/_rels/document.xml.rels",
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="s" Type="{Office}/styles" Target="styles.xml"/>{relations}</Relationships>
                """
            ),
            (
                "word/styles.xml",
                """
                <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
                <w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style></w:styles>
                """
            ),
            (
                "word/document.xml",
                $"""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{Office}">
                <w:body>{body}</w:body></w:document>
                """
            ),
        ];
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, string content) in members)
            {
                using Stream member = archive.CreateEntry(name).Open();
                member.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}
