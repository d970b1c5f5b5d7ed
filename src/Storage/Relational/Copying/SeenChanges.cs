namespace RagCluster.Storage.Relational.Copying;

/// <summary>Which entries of the journal somebody saw, as ranges without a hole: what came beside them since is not among them.</summary>
public sealed class SeenChanges
{
    private readonly List<(TableShape Table, long First, long Last)> _ranges = [];

    /// <summary>Whether there were none.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>The ranges.</summary>
    internal IReadOnlyList<(TableShape Table, long First, long Last)> Ranges => _ranges;

    /// <summary>Notes an entry; those of a table come in order.</summary>
    internal void Add(TableShape table, long id)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var (last, first, end) && last == table && end + 1 == id)
            _ranges[^1] = (table, first, id);
        else
            _ranges.Add((table, id, id));
    }
}
