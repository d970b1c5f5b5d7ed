using System.Collections.Frozen;
using AngleSharp.Dom;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>Walks an HTML tree once and writes its blocks; inline elements run together, block elements end what runs.</summary>
internal sealed class HtmlBlocks
{
    private static readonly FrozenSet<string> Inline = (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
        + "strong sub sup time tt u var wbr img picture source br input"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Owners = "h1 h2 h3 h4 h5 h6 li dt dd blockquote"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] LanguagePrefixes = ["language-", "lang-", "highlight-source-"];

    private readonly DocumentBuilder _builder;
    private readonly INode _root;
    private readonly bool _keepsFrame;
    private readonly LinkedTextBuilder _run = new();
    private readonly Dictionary<IElement, int> _numbers = [];
    private readonly Stack<IElement> _notes = [];
    private IElement? _noteTitle;
    private IElement? _link;
    private LinkedText? _term;
    private bool _startsItem;

    private HtmlBlocks(DocumentBuilder builder, INode root, bool keepsFrame)
    {
        (_builder, _root, _keepsFrame) = (builder, root, keepsFrame);
    }

    /// <summary>Adds what <paramref name="root"/> shows.</summary>
    internal static void Add(DocumentBuilder builder, IElement root, bool keepsFrame, CancellationToken ct)
    {
        new HtmlBlocks(builder, root, keepsFrame).Walk(ct);
    }

    /// <summary>Adds a piece of HTML from within another format.</summary>
    internal static void AddFragment(DocumentBuilder builder, string html, CancellationToken ct)
    {
        if (HtmlReader.Parse(html, ct).Body is { } body)
            Add(builder, body, keepsFrame: true, ct);
    }

    private void Walk(CancellationToken ct)
    {
        HtmlCursor cursor = new(_root);
        for (bool descends = true; cursor.MoveNext(descends, Leave); )
        {
            ct.ThrowIfCancellationRequested();
            descends = Enter(cursor.Current);
        }

        Flush(_root as IElement);
        EndTerm();
    }

    /// <summary>Takes in a node; false when its children are taken in or left out with it.</summary>
    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            AppendCollapsed(text.Data);
            return false;
        }

        if (node is not IElement element)
            return false;
        if (HtmlVisibility.IsHidden(element) || (!_keepsFrame && HtmlVisibility.IsFrame(element)))
            return false;
        if (element.LocalName == "br")
            _run.Text.Append('\n');
        if (element.LocalName == "a" && _run.TryOpen(element.GetAttribute("href")))
            _link = element;
        if (Inline.Contains(element.LocalName))
            return true;
        Flush(element.ParentElement);
        if (element.LocalName is "pre" or "table")
            EndTerm();
        if (element.LocalName == "pre")
        {
            _builder.Add(BlockKind.Code, HtmlTree.RawText(element), detail: BlockDetail.Code(LanguageOf(element)));
            return false;
        }

        if (element.LocalName == "table" && HtmlTable.TryRead(element, out int headLines) is { } rows)
        {
            _builder.Add(BlockKind.Table, rows, detail: BlockDetail.Head(headLines));
            return false;
        }

        if (HtmlNotes.IsTitle(element))
            _noteTitle = element;
        if (HtmlNotes.IsNote(element, out string? label))
        {
            _notes.Push(element);
            if (label is not null && HtmlTree.HasText(element))
            {
                EndTerm();
                _builder.Label(label);
            }
        }

        _startsItem |= element.LocalName == "li";
        return true;
    }

    private void Leave(INode node)
    {
        if (node == _link)
        {
            _run.Close();
            _link = null;
        }
        else if (node is IElement element && !Inline.Contains(element.LocalName))
        {
            Flush(element);
            if (_notes.TryPeek(out IElement? note) && note == element)
            {
                _notes.Pop();
                _builder.EndLabel();
            }
        }
    }

    private void Flush(IElement? element)
    {
        LinkedText run = _run.Take();
        LinkedText text = run.As(run.Text.Trim());
        if (text.Text.Length == 0)
            return;
        IElement? owner = OwnerOf(element);
        if (owner?.LocalName is not ("dt" or "dd"))
            EndTerm();
        switch (owner?.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                _builder.Add(BlockKind.Heading, text, owner.LocalName[1] - '0');
                break;
            case "li":
                _builder.Add(BlockKind.ListItem, _startsItem ? text.Behind(ItemMark(owner)) : text, tight: _startsItem);
                _startsItem = false;
                break;
            case "dt":
                _term = _term is null ? text : LinkedText.Join(", ", [_term, text]);
                break;
            case "dd":
                _builder.AddDefinition(_term ?? LinkedText.Plain(string.Empty), text);
                _term = null;
                break;
            case "blockquote":
                _builder.Add(BlockKind.Quote, text);
                break;
            case null:
                _builder.Add(_notes.Count > 0 ? BlockKind.Quote : BlockKind.Paragraph, text);
                break;
            default:
                _builder.Title(text.Text);
                break;
        }
    }

    // What says which kind of block a text is; null for a paragraph. In the title of a note nothing else does, nor what is around a note.
    private IElement? OwnerOf(IElement? element)
    {
        IElement? owner = null;
        _notes.TryPeek(out IElement? note);
        for (IElement? at = element; at is not null; at = at.ParentElement)
        {
            if (at == _noteTitle)
                return at;
            if (owner is null && Owners.Contains(at.LocalName))
                owner = at;
            if (at == _root || at == note)
                break;
        }

        return owner;
    }

    // A term whose meaning is no text, or that has none.
    private void EndTerm()
    {
        if (_term is { } term)
            _builder.AddDefinition(term, LinkedText.Plain(string.Empty));
        _term = null;
    }

    private int ListsAround(IElement item)
    {
        int lists = 0;
        for (IElement? at = item.ParentElement; at is not null && at != _root; at = at.ParentElement)
            lists += at.LocalName is "ul" or "ol" ? 1 : 0;
        return lists;
    }

    private string ItemMark(IElement item)
    {
        string indentation = BlockDetail.Indentation(Math.Max(0, ListsAround(item) - 1));
        if (item.ParentElement is not { LocalName: "ol" } list)
            return $"{indentation}- ";
        if (!_numbers.TryGetValue(list, out int number))
            number = int.TryParse(list.GetAttribute("start"), out int first) ? first : 1;
        _numbers[list] = number + 1;
        return $"{indentation}{number}. ";
    }

    // <pre><code class="language-csharp"> is what HTML5 recommends, "lang-" and "highlight-source-" what programs write.
    private static string? LanguageOf(IElement pre)
    {
        IEnumerable<string> classes = new[] { pre, pre.FirstElementChild, pre.ParentElement }.SelectMany(element =>
            element?.ClassList ?? Enumerable.Empty<string>()
        );
        foreach (string name in classes)
        {
            foreach (string prefix in LanguagePrefixes)
            {
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    return name[prefix.Length..];
            }
        }

        return null;
    }

    private void AppendCollapsed(string data)
    {
        foreach (char c in data)
        {
            if (c is not (' ' or '\n' or '\t' or '\r' or '\f'))
                _run.Text.Append(c);
            else if (_run.Text.Length > 0 && _run.Text[^1] is not (' ' or '\n'))
                _run.Text.Append(' ');
        }
    }
}
