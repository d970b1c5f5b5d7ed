using System.Text;

namespace RagCluster.Text.Linking;

/// <summary>Collects a text and its links. Links within a link, and those whose target is not kept, are plain text.</summary>
internal sealed class LinkedTextBuilder
{
    private readonly List<TextLink> _links = [];
    private string? _target;
    private int _start;

    /// <summary>The text so far.</summary>
    internal StringBuilder Text { get; } = new();

    /// <summary>Says that a link begins; false within another one.</summary>
    /// <param name="written">Its target as the document has it.</param>
    internal bool TryOpen(string? written)
    {
        if (_target is not null || LinkTarget.Clean(written) is not { } target)
            return false;
        (_target, _start) = (target, Text.Length);
        return true;
    }

    /// <summary>Says that the link that was opened ends.</summary>
    internal void Close()
    {
        AddOpen();
        _target = null;
    }

    /// <summary>What was collected; what follows begins anew, within the link that is open.</summary>
    internal LinkedText Take()
    {
        AddOpen();
        LinkedText taken = new(Text.ToString(), [.. _links]);
        Text.Clear();
        _links.Clear();
        _start = 0;
        return taken;
    }

    private void AddOpen()
    {
        if (_target is not null && Text.Length > _start)
            _links.Add(new TextLink(_start, Text.Length, _target));
    }
}
