using Markdig;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using RagCluster.Text.Linking;
using MarkdigBlock = Markdig.Syntax.Block;

namespace RagCluster.Text.Reading;

/// <summary>Markdown, read from its syntax tree: readable text without marks, code verbatim, tables as rows.</summary>
internal sealed class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UseAlertBlocks()
        .UsePipeTables()
        .UseGridTables()
        .UseTaskLists()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseCustomContainers()
        .UseEmphasisExtras()
        .UseAutoLinks()
        .Build();

    // Notes within notes: each is parsed anew, so that deeper ones would cost their depth times their length.
    private const int NotesMax = 4;

    private readonly DocumentBuilder _builder = new(DocumentFormat.Markdown);
    private readonly CancellationToken _ct;
    private string? _title;

    // The line of the file that the first line of the source which is read stands on.
    private int _firstLine = 1;

    private MarkdownReader(CancellationToken ct) => _ct = ct;

    internal static ExtractedDocument Read(string text, string name, CancellationToken ct)
    {
        MarkdownReader reader = new(ct);
        reader.AddSource(text, notes: 0);
        return reader._builder.Build(reader._title, name);
    }

    private void AddSource(string text, int notes)
    {
        MarkdownTables.Check(text);
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException e)
        {
            // Markdig refuses nesting beyond its limit with this type.
            throw UnreadableDocumentException.Invalid("The Markdown is nested too deeply.", e);
        }

        for (int at = 0; at < document.Count; at++)
        {
            _ct.ThrowIfCancellationRequested();
            if (notes < NotesMax && MarkdownNotes.Find(text, document, at) is { } note)
            {
                StartLine(document[at]);
                if (note.Title.Length > 0)
                    _builder.Add(BlockKind.Paragraph, note.Title);
                else if (MarkdownDirectives.LabelOf(note.Kind) is { } kind)
                    _builder.Label(kind);
                AddNote(note.Body, note.Line, notes);
                at += note.Blocks - 1;
            }
            else if (notes < NotesMax && document[at] is FencedCodeBlock fence && MarkdownDirectives.Find(fence) is { } directive)
            {
                StartLine(fence);
                _builder.Label(directive.Label);
                AddNote(directive.Body, fence.Line + 1 + directive.Line, notes);
            }
            else
            {
                Add(document[at], BlockKind.Paragraph);
            }
        }
    }

    private void AddNote(string body, int line, int notes)
    {
        int outside = _firstLine;
        _firstLine += line;
        AddSource(body, notes + 1);
        _firstLine = outside;
    }

    private void AddChildren(ContainerBlock container, BlockKind kind)
    {
        foreach (MarkdigBlock block in container)
        {
            _ct.ThrowIfCancellationRequested();
            Add(block, kind);
        }
    }

    private void StartLine(MarkdigBlock block) => _builder.StartLine(_firstLine + block.Line);

    private void Add(MarkdigBlock block, BlockKind kind)
    {
        StartLine(block);
        switch (block)
        {
            case YamlFrontMatterBlock front:
                _title = FrontMatter.Title(front.Lines.ToString());
                foreach (string text in FrontMatter.Content(front.Lines.ToString()))
                    _builder.Add(BlockKind.Paragraph, text);
                break;
            case HeadingBlock heading:
                _builder.Add(BlockKind.Heading, MarkdownInlines.Text(heading.Inline), heading.Level);
                break;
            case Table table:
                _builder.Add(
                    BlockKind.Table,
                    TableText(table),
                    detail: BlockDetail.Head(HasHead(table) ? 1 : 0) with
                    {
                        Lines = LinesOf(table),
                    }
                );
                break;
            case ListBlock list:
                AddList(list, depth: 0);
                break;
            case DefinitionItem item:
                AddDefinition(item);
                break;
            case AlertBlock alert:
                Label(MarkdownDirectives.LabelOf(alert.Kind.ToString()));
                AddChildren(alert, BlockKind.Quote);
                break;
            case QuoteBlock quote:
                AddChildren(quote, BlockKind.Quote);
                break;
            case LinkReferenceDefinitionGroup or FootnoteLinkReferenceDefinition:
                break;
            case HtmlBlock html:
                HtmlBlocks.AddFragment(_builder, html.Lines.ToString(), _ct);
                break;
            case CodeBlock code:
                _builder.StartLine(_firstLine + code.Line + (code is FencedCodeBlock ? 1 : 0));
                _builder.Add(BlockKind.Code, code.Lines.ToString(), detail: BlockDetail.Code((code as FencedCodeBlock)?.Info));
                break;
            case CustomContainer container:
                Label(MarkdownDirectives.LabelOf(container));
                AddChildren(container, kind);
                break;
            case ContainerBlock container:
                AddChildren(container, kind);
                break;
            case LeafBlock { Inline: { } inlines } when MarkdownInlines.IsFinePrint(inlines):
                break;
            case LeafBlock leaf:
                _builder.Add(kind, TextOf(leaf));
                break;
        }
    }

    private void AddList(ListBlock list, int depth)
    {
        int number = list.IsOrdered && int.TryParse(list.OrderedStart ?? list.DefaultOrderedStart, out int first) ? first : 1;
        foreach (MarkdigBlock child in list)
        {
            string mark = new string(' ', depth * 2) + (list.IsOrdered ? $"{number++}. " : "- ");
            if (child is ContainerBlock item)
                AddItem(item, mark, depth);
        }
    }

    private void AddItem(ContainerBlock item, string mark, int depth)
    {
        bool isFirst = true;
        foreach (MarkdigBlock block in item)
        {
            if (block is ListBlock inner)
            {
                AddList(inner, depth + 1);
            }
            else if (block is ParagraphBlock paragraph)
            {
                StartLine(paragraph);
                _builder.Add(
                    BlockKind.ListItem,
                    MarkdownInlines.Text(paragraph.Inline).Behind(isFirst ? mark : string.Empty),
                    tight: isFirst
                );
            }
            else
            {
                Add(block, BlockKind.ListItem);
            }

            isFirst = false;
        }
    }

    private void Label(string? label)
    {
        if (label is not null)
            _builder.Label(label);
    }

    private void AddDefinition(DefinitionItem item)
    {
        LinkedText terms = LinkedText.Join(", ", item.OfType<DefinitionTerm>().Select(TextOf));
        foreach (MarkdigBlock block in item.Where(block => block is not DefinitionTerm))
        {
            StartLine(terms.Text.Length > 0 ? item : block);
            LinkedText meaning = block is ParagraphBlock paragraph ? TextOf(paragraph) : LinkedText.Plain(string.Empty);
            _builder.AddDefinition(terms, meaning);
            terms = LinkedText.Plain(string.Empty);
            if (block is not ParagraphBlock)
                Add(block, BlockKind.Definition);
        }
    }

    private int[] LinesOf(Table table) => [.. table.OfType<TableRow>().Where(HasText).Select(row => _firstLine + row.Line)];

    private static LinkedText TableText(Table table) =>
        TableRows.Join(table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(CellText)));

    // A head without text is no line of the extracted table.
    private static bool HasHead(Table table) => table.OfType<TableRow>().FirstOrDefault() is { IsHeader: true } head && HasText(head);

    private static bool HasText(TableRow row) => row.OfType<TableCell>().Any(cell => !string.IsNullOrWhiteSpace(CellText(cell).Text));

    private static LinkedText CellText(TableCell cell) => LinkedText.Join(" ", cell.Descendants<LeafBlock>().Select(TextOf));

    private static LinkedText TextOf(LeafBlock leaf) =>
        leaf.Inline is null ? LinkedText.Plain(leaf.Lines.ToString()) : MarkdownInlines.Text(leaf.Inline);
}
