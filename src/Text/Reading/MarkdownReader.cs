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

    // Of the source that is read, by the line that they begin on.
    private Dictionary<int, LongTable> _longTables = [];

    private MarkdownReader(CancellationToken ct) => _ct = ct;

    internal static ExtractedDocument Read(string text, string name, CancellationToken ct)
    {
        MarkdownReader reader = new(ct);
        if (TomlHead.Find(text) is { } toml)
        {
            reader.AddFront(toml.Yaml);
            reader._firstLine += text.AsSpan(0, toml.Length).Count('\n');
            text = text[toml.Length..];
        }

        reader.AddSource(text, BlockKind.Paragraph, notes: 0);
        return reader._builder.Build(reader._title, name);
    }

    private void AddSource(string text, BlockKind kind, int notes)
    {
        MarkdownTables.Check(text);
        text = MarkdownTables.WithCaptions(text);
        (string shortened, List<LongTable> tables) = LongTable.TakeOut(text);
        MarkdownDocument document = Parse(shortened);
        // Such lines in a block of code are no table.
        if (!tables.TrueForAll(table => document.Any(block => block is Table && block.Line == table.Line)))
            (document, tables) = (Parse(text), []);
        Dictionary<int, LongTable> outside = _longTables;
        _longTables = tables.ToDictionary(table => table.Line);
        for (int at = 0; at < document.Count; at++)
        {
            _ct.ThrowIfCancellationRequested();
            StartLine(document[at]);
            if (notes < NotesMax && MarkdownNotes.Find(text, document, at) is { } note)
            {
                AddNote(note, kind, notes);
                at += note.Blocks - 1;
            }
            else if (notes < NotesMax && document[at] is FencedCodeBlock fence && MarkdownDirectives.Find(fence) is { } directive)
            {
                _builder.Label(directive.Label);
                AddBody(directive.Body, fence.Line + 1 + directive.Line, BlockKind.Quote, notes);
            }
            else if (MarkdownTables.WithCaption(document, at) is { } captioned)
            {
                AddTable(captioned.Table, captioned.Caption);
                at++;
            }
            else
            {
                Add(document[at], kind);
            }
        }

        _longTables = outside;
    }

    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException e)
        {
            // Markdig refuses nesting beyond its limit with this type.
            throw UnreadableDocumentException.Invalid("The Markdown is nested too deeply.", e);
        }
    }

    private void AddNote((string Kind, string Title, string Body, int Line, int Blocks) note, BlockKind outside, int notes)
    {
        if (NoteLabels.Of(note.Kind) is { } label)
            _builder.Label(NoteLabels.Of(label, note.Title));
        else
            _builder.Add(outside, note.Title);
        AddBody(note.Body, note.Line, note.Kind.Length > 0 ? BlockKind.Quote : outside, notes);
    }

    private void AddBody(string body, int line, BlockKind kind, int notes)
    {
        int outside = _firstLine;
        _firstLine += line;
        AddSource(body, kind, notes + 1);
        _builder.EndLabel();
        _firstLine = outside;
    }

    private void AddFront(string head)
    {
        _title = FrontMatter.Title(head);
        foreach ((BlockKind kind, string text) in FrontMatter.Content(head))
            _builder.Add(kind, text, tight: kind == BlockKind.ListItem);
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
                AddFront(front.Lines.ToString());
                break;
            case HeadingBlock heading:
                _builder.Add(BlockKind.Heading, MarkdownInlines.Text(heading.Inline), heading.Level);
                break;
            case Table table:
                AddTable(table, caption: null);
                break;
            case ListBlock list:
                AddList(list, depth: 0);
                break;
            case DefinitionItem item:
                AddDefinition(item);
                break;
            case AlertBlock alert:
                AddLabelled(alert, NoteLabels.Of(alert.Kind.ToString()), BlockKind.Quote);
                break;
            case QuoteBlock quote:
                AddLabelled(quote, MarkdownDirectives.TakeAlert(quote), BlockKind.Quote);
                break;
            case LinkReferenceDefinitionGroup or FootnoteLinkReferenceDefinition:
                break;
            case HtmlBlock html:
                AddHtml(html);
                break;
            case CodeBlock code:
                _builder.StartLine(_firstLine + code.Line + (code is FencedCodeBlock ? 1 : 0));
                _builder.Add(BlockKind.Code, code.Lines.ToString(), detail: BlockDetail.Code((code as FencedCodeBlock)?.Info));
                break;
            case CustomContainer container:
                (string Label, bool IsNote)? named = MarkdownDirectives.Find(container);
                AddLabelled(container, named?.Label, named is { IsNote: true } ? BlockKind.Quote : kind);
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
            string mark = BlockDetail.Indentation(depth) + (list.IsOrdered ? $"{number++}. " : "- ");
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

    private void AddHtml(HtmlBlock html)
    {
        foreach ((string text, string? fence, int line) in MarkdownDetails.Divide(html))
        {
            _builder.StartLine(_firstLine + html.Line + line);
            if (fence is null)
                HtmlBlocks.AddFragment(_builder, text, _ct);
            else
                _builder.Add(BlockKind.Code, text, detail: BlockDetail.Code(MarkdownDetails.LanguageOf(fence)));
        }
    }

    private void AddLabelled(ContainerBlock container, string? label, BlockKind kind)
    {
        if (label is not null)
            _builder.Label(label);
        AddChildren(container, kind);
        if (label is not null)
            _builder.EndLabel();
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

    private void AddTable(Table table, MarkdigBlock? caption)
    {
        List<int> lines = caption is null ? [] : [_firstLine + caption.Line];
        (LinkedText text, int headLines) = TableRows.Join(
            ReadRows(table, lines),
            table.OfType<TableRow>().TakeWhile(row => row.IsHeader).Count(),
            caption is null ? null : MarkdownTables.Caption(caption)
        );
        _builder.Add(BlockKind.Table, text, detail: BlockDetail.Head(headLines) with { Lines = lines });
    }

    // One after the other, with the lines of the file of those that hold text.
    private IEnumerable<IReadOnlyList<TableCellText>> ReadRows(Table table, List<int> lines)
    {
        IEnumerable<(int Line, TableCellText[] Cells)> rows = Rows(table, 0);
        if (_longTables.TryGetValue(table.Line, out LongTable? further))
            rows = rows.Concat(further.Parts().SelectMany(part => Rows(part.Source, part.Count, part.Line)));
        foreach ((int line, TableCellText[] cells) in rows)
        {
            _ct.ThrowIfCancellationRequested();
            if (Array.Exists(cells, cell => !string.IsNullOrWhiteSpace(cell.Text.Text)))
                lines.Add(_firstLine + line);
            yield return cells;
        }
    }

    private static IEnumerable<(int Line, TableCellText[] Cells)> Rows(Table table, int moved) =>
        table.OfType<TableRow>().Select(row => (row.Line + moved, row.OfType<TableCell>().Select(CellText).ToArray()));

    // Marks that open in one row and close in another make fewer rows of a part, or no table: then its cells are what stands between bars.
    private static IEnumerable<(int Line, TableCellText[] Cells)> Rows(string part, int count, int line) =>
        Parse(part) is [Table table] && table.Count == count + 1
            ? Rows(table, line - 2).Skip(1)
            : part.TrimEnd('\n')
                .Split('\n')
                .Skip(2)
                .Select(
                    (row, i) =>
                        (line + i, row.Trim().Trim('|').Split('|').Select(cell => new TableCellText(LinkedText.Plain(cell))).ToArray())
                );

    // Of a bar in code Markdig keeps the backslash without which it would end the cell.
    private static TableCellText CellText(TableCell cell)
    {
        LinkedText text = LinkedText.Join(" ", cell.Descendants<LeafBlock>().Select(TextOf));
        return new TableCellText(text.As(text.Text.Replace("\\|", "|", StringComparison.Ordinal)), cell.ColumnSpan, cell.RowSpan);
    }

    private static LinkedText TextOf(LeafBlock leaf) =>
        leaf.Inline is null ? LinkedText.Plain(leaf.Lines.ToString()) : MarkdownInlines.Text(leaf.Inline);
}
