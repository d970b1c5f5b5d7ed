using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading.Docx;

/// <summary>
/// Word documents: headings by style or outline level, lists, tables as rows, footnotes at the end; comments and deleted
/// text are left out. Pages are those that Word saw when it last laid the document out, or page breaks set by hand.
/// </summary>
internal sealed class DocxReader
{
    // An address that is not kept as a link, with an anchor behind it or without one.
    private const string NoAddress = "about:invalid";

    private readonly DocumentBuilder _builder = new(DocumentFormat.Docx);
    private readonly DocxStyles _styles;
    private readonly DocxLists _lists;
    private readonly DocxLinks _links;
    private readonly CancellationToken _ct;
    private int _page = 1;
    private string? _styledTitle;

    // Of the table that follows.
    private LinkedText? _caption;

    private DocxReader(MainDocumentPart main, CancellationToken ct)
    {
        _styles = new DocxStyles(main);
        _lists = new DocxLists(main, _styles);
        _links = new DocxLinks(main);
        _ct = ct;
    }

    internal static ExtractedDocument Read(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        ZipLimits.Check(content, ct);
        try
        {
            using WordprocessingDocument package = Open(content);
            MainDocumentPart? main = package.MainDocumentPart;
            Body body = main?.Document?.Body ?? throw UnreadableDocumentException.Invalid("The Word document has no body.");
            DocxReader reader = new(main, ct);
            reader.AddBody(body, main);
            return reader._builder.Build(OwnTitle(package) ?? reader._styledTitle, name);
        }
        catch (Exception e)
            when (e is XmlException or OpenXmlPackageException or InvalidDataException or FileFormatException or FormatException)
        {
            throw UnreadableDocumentException.Invalid("The Word document is damaged: its parts cannot be read.", e);
        }
    }

    private static WordprocessingDocument Open(ReadOnlyMemory<byte> content)
    {
        try
        {
            return WordprocessingDocument.Open(new ReadOnlyMemoryStream(content), isEditable: false, Settings());
        }
        catch (OpenXmlPackageException e) when (e.InnerException is UriFormatException)
        {
            return OpenWithoutMalformedLinks(content);
        }
    }

    // Word opens files with such links. The SDK replaces their targets only in a package that it may write, hence the copy.
    private static WordprocessingDocument OpenWithoutMalformedLinks(ReadOnlyMemory<byte> content)
    {
        MemoryStream copy = new();
        copy.Write(content.Span);
        copy.Position = 0;
        OpenSettings settings = Settings();
        settings.RelationshipErrorHandlerFactory = RelationshipErrorHandler.CreateRewriterFactory((_, _, _) => NoAddress);
        return WordprocessingDocument.Open(copy, isEditable: true, settings);
    }

    private static OpenSettings Settings() => new() { AutoSave = false };

    private static string? OwnTitle(WordprocessingDocument package)
    {
        string? title = package.PackageProperties.Title;
        return string.IsNullOrWhiteSpace(title) ? null : title;
    }

    private void AddBody(Body body, MainDocumentPart main)
    {
        DocxSmartTags.Replace(body);
        bool hasPages = body.Descendants<LastRenderedPageBreak>().Any() || body.Descendants<Break>().Any(DocxText.IsPageBreak);
        if (hasPages)
            _builder.StartPage(_page);
        AddBlocks(body, hasPages, depth: 0);
        if (main.FootnotesPart is { Footnotes: { } footnotes } part)
        {
            DocxSmartTags.Replace(footnotes);
            DocxLinks links = new(part);
            foreach (Footnote? note in footnotes.Elements<Footnote>().Where(n => n.Type is null || n.Type == FootnoteEndnoteValues.Normal))
                _builder.Add(BlockKind.Paragraph, DocxText.Of(note, links));
        }
    }

    private void AddBlocks(OpenXmlElement container, bool hasPages, int depth)
    {
        if (depth > ReadingLimits.DepthMax)
            throw DocxText.TooDeep();
        foreach (OpenXmlElement element in container.Elements())
        {
            _ct.ThrowIfCancellationRequested();
            switch (element)
            {
                case Paragraph paragraph:
                    AddParagraph(paragraph, hasPages);
                    break;
                case Table table:
                    AddTable(table, hasPages);
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun:
                    AddBlocks(element, hasPages, depth + 1);
                    break;
            }
        }
    }

    private void AddParagraph(Paragraph paragraph, bool hasPages)
    {
        if (paragraph.ParagraphProperties?.PageBreakBefore is { } before && before.Val?.Value != false && hasPages)
            NextPage(1);
        (int AtStart, int Later) breaks = hasPages ? DocxText.PageBreaks(paragraph) : default;
        NextPage(breaks.AtStart);
        LinkedText text = DocxText.Of(paragraph, _links);
        int level = _styles.HeadingLevel(paragraph);
        if (_styledTitle is null && _styles.IsTitle(paragraph))
            _styledTitle = text.Text;
        if (level > 0)
            _builder.Add(BlockKind.Heading, text.Behind(_lists.Number(paragraph, isHeading: true)), level);
        else if (_lists.Number(paragraph, isHeading: false) is { Length: > 0 } mark)
            _builder.Add(BlockKind.ListItem, text.As(text.Text.TrimStart()).Behind(mark), tight: true);
        else if (paragraph.NextSibling() is Table && _styles.IsCaption(paragraph))
            _caption = text;
        else
            _builder.Add(_styles.IsQuote(paragraph) ? BlockKind.Quote : BlockKind.Paragraph, text);
        NextPage(breaks.Later);
    }

    private void AddTable(Table table, bool hasPages)
    {
        // A table may span pages; it counts to the page that it begins on, and what follows to the one where it ends.
        (LinkedText text, int headLines) = DocxTable.Read(table, _links, _caption);
        _caption = null;
        _builder.Add(BlockKind.Table, text, detail: BlockDetail.Head(headLines));
        if (hasPages)
            NextPage(table.Descendants<Paragraph>().Sum(p => DocxText.PageBreaks(p) is var (start, later) ? start + later : 0));
    }

    private void NextPage(int count)
    {
        for (int i = 0; i < count; i++)
            _builder.StartPage(++_page);
    }
}
