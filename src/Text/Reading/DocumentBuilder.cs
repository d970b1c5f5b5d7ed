using System.Text;
using RagCluster.Text.Linking;
using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>Collects blocks and pages into an <see cref="ExtractedDocument"/> and keeps its invariants.</summary>
internal sealed class DocumentBuilder(DocumentFormat format)
{
    private const string BlockGap = "\n\n";

    private readonly StringBuilder _text = new();
    private readonly List<TextBlock> _blocks = [];
    private readonly List<(int Number, int Start)> _pages = [];
    private readonly SourceLineList _lines = new();
    private readonly List<TextLink> _links = [];
    private int _targetLength;
    private string? _label;
    private int _line;
    private int _lineEnds;
    private string? _firstHeading;
    private int _firstHeadingLevel = int.MaxValue;

    /// <summary>Adds a block; blank text is left out.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="raw">Its text as the format has it.</param>
    /// <param name="headingLevel">1 to 6 for a heading.</param>
    /// <param name="tight">Whether it stands on the line after the block before, as list items do.</param>
    /// <param name="detail">What else the format says of it.</param>
    internal void Add(BlockKind kind, string raw, int headingLevel = 0, bool tight = false, BlockDetail detail = default) =>
        Add(kind, LinkedText.Plain(raw), headingLevel, tight, detail);

    /// <inheritdoc cref="Add(BlockKind, string, int, bool, BlockDetail)"/>
    internal void Add(BlockKind kind, LinkedText linked, int headingLevel = 0, bool tight = false, BlockDetail detail = default)
    {
        if (string.IsNullOrWhiteSpace(linked.Text))
            return;
        if (_label is { } label && kind is BlockKind.Paragraph or BlockKind.Quote)
        {
            linked = linked.Behind($"{label}: ");
            _label = null;
        }

        EndLabel();
        string raw = linked.Text;
        string text = TextNormalizer.Normalize(raw);
        text = kind == BlockKind.Code ? text.Trim('\n').TrimEnd() : text.Trim();
        if (kind == BlockKind.Heading)
            text = text.ReplaceLineEndings(" ");
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (_text.Length + text.Length > ReadingLimits.CharactersMax)
            throw TooLong();
        if (_text.Length > 0)
        {
            string gap = tight && _blocks[^1].Kind == kind ? "\n" : BlockGap;
            _text.Append(gap);
            _lineEnds += gap.Length;
            // What an item is indented by stands before it, since a block begins with a character that shows.
            if (kind == BlockKind.ListItem)
                _text.Append(' ', raw.Length - raw.AsSpan().TrimStart(' ').Length);
        }

        AddLines(kind, raw, text, detail.Lines);
        AddLinks(linked.As(text));
        _blocks.Add(
            new TextBlock(kind, _text.Length, _text.Length + text.Length, headingLevel)
            {
                HeadLines = detail.HeadLines,
                Language = detail.Language ?? "",
            }
        );
        _text.Append(text);
        _lineEnds += text.AsSpan().Count('\n');
        if (kind == BlockKind.Heading && headingLevel < _firstHeadingLevel)
            (_firstHeading, _firstHeadingLevel) = (text, headingLevel);
    }

    /// <summary>
    /// Adds a term with what it means. Without the one it is more of what the term before means, without the other it leads in what
    /// follows.
    /// </summary>
    internal void AddDefinition(LinkedText term, LinkedText meaning)
    {
        if (term.Text.Length == 0)
            Add(BlockKind.Definition, meaning);
        else
            Add(BlockKind.Definition, LinkedText.Join(": ", [term.As(term.Text.TrimEnd(':', ' ')), meaning]), tight: true);
    }

    /// <summary>Says what the paragraph that follows is, such as a warning: it begins with that.</summary>
    internal void Label(string text)
    {
        EndLabel();
        string label = text.TrimEnd(':', ' ');
        _label = label.Length > 0 ? label : null;
    }

    /// <summary>Gives the label that waits for its paragraph a title; without one the title is the label.</summary>
    internal void Title(string text)
    {
        string? label = _label;
        _label = null;
        Label(label is null ? text : NoteLabels.Of(label, text));
    }

    /// <summary>Says that what the label is of ends: where no paragraph followed the label is one.</summary>
    internal void EndLabel()
    {
        if (_label is not { } label)
            return;
        _label = null;
        Add(BlockKind.Paragraph, $"{label}:");
    }

    /// <summary>Whether no block was added yet.</summary>
    internal bool IsEmpty => _blocks.Count == 0;

    /// <summary>Says that what is added from now on begins on line <paramref name="number"/> of the file.</summary>
    internal void StartLine(int number) => _line = number;

    /// <summary>Says that what is added from now on stands on page <paramref name="number"/>.</summary>
    internal void StartPage(int number) => _pages.Add((number, _blocks.Count));

    /// <summary>The document, once everything is added.</summary>
    /// <param name="title">The title that the document gives itself, if any.</param>
    /// <param name="name">The file's name, the last resort for a title.</param>
    internal ExtractedDocument Build(string? title, string name)
    {
        EndLabel();
        if (_blocks.Count == 0)
            throw HoldsNoText();
        string ownTitle = DocumentTitle.Clean(title ?? string.Empty);
        if (ownTitle.Length == 0)
            ownTitle = DocumentTitle.Choose(_firstHeading, name);
        return new ExtractedDocument(ownTitle, _text.ToString(), format, _blocks, Pages()) { Lines = _lines.Lines, Links = _links };
    }

    internal static UnreadableDocumentException HoldsNoText() => UnreadableDocumentException.Invalid("The document holds no text.");

    internal static UnreadableDocumentException TooLong() =>
        UnreadableDocumentException.Invalid($"The document holds more than {ReadingLimits.CharactersMax:N0} characters of text.");

    private void AddLinks(LinkedText placed)
    {
        foreach (TextLink link in placed.Links)
        {
            if (_targetLength + link.Target.Length > ReadingLimits.TargetCharactersMax)
                return;
            _targetLength += link.Target.Length;
            _links.Add(link.Moved(_text.Length));
        }
    }

    private void AddLines(BlockKind kind, string raw, string text, IReadOnlyList<int>? numbers)
    {
        if (_line == 0)
            return;
        // Code keeps its lines, but for blank ones at its ends and many in a row.
        if (kind == BlockKind.Code && SourceLineList.Match(raw, text) is { } matched)
            numbers = Array.ConvertAll(matched, line => _line + line);
        if (numbers?.Count == text.AsSpan().Count('\n') + 1)
            _lines.AddAll(text, _text.Length, numbers, _lineEnds);
        else
            _lines.Add(_text.Length, _line, _lineEnds);
    }

    // A page starts where its first block does; one without text is an empty span where the next page starts.
    private List<PageSpan> Pages()
    {
        List<PageSpan> pages = new(_pages.Count);
        for (int i = 0; i < _pages.Count; i++)
        {
            (int number, int first) = _pages[i];
            int next = i + 1 < _pages.Count ? _pages[i + 1].Start : _blocks.Count;
            int start = first < _blocks.Count ? _blocks[first].Start : _text.Length;
            pages.Add(new PageSpan(number, start, next > first ? _blocks[next - 1].End : start));
        }

        return pages;
    }
}
