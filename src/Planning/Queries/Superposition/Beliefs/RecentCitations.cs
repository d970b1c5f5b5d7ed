namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// The documents that the last answers of a class came from, each in the version that was cited: which share of them an event changed says
/// how much of what was learned still holds. Bounded. Not safe for concurrent use.
/// </summary>
public sealed class RecentCitations
{
    /// <summary>The most documents: looking each of them up must stay cheap, and a share of 64 is known to 0.06.</summary>
    public const int Max = 64;

    private readonly Dictionary<string, long> _generations = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The documents with the versions that were cited, oldest first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Documents =>
        [.. _order.Select(document => KeyValuePair.Create(document, _generations[document]))];

    /// <summary>Notes a citation, the first of its document; the oldest one leaves when there is no room.</summary>
    /// <param name="document">The document.</param>
    /// <param name="generation">Its version.</param>
    public void Add(string document, long generation)
    {
        // A later version of a known document is a change that nobody has looked at yet.
        if (_generations.ContainsKey(document))
            return;

        if (_order.Count == Max)
            _generations.Remove(_order.Dequeue());
        _order.Enqueue(document);
        _generations[document] = generation;
    }

    /// <summary>Takes out the documents that are another version now, or gone.</summary>
    /// <param name="present">The version that a document has; null for one that is gone.</param>
    /// <returns>Their share of all, 0 to 1.</returns>
    public double TakeChanged(Func<string, long?> present)
    {
        ArgumentNullException.ThrowIfNull(present);
        string[] all = [.. _order];
        string[] kept = [.. all.Where(document => present(document) is { } now && now <= _generations[document])];
        if (kept.Length == all.Length)
            return 0;
        foreach (string changed in all.Except(kept, StringComparer.Ordinal))
            _generations.Remove(changed);
        _order.Clear();
        foreach (string document in kept)
            _order.Enqueue(document);
        return 1 - (double)kept.Length / all.Length;
    }

    /// <summary>Takes out all.</summary>
    public void Clear()
    {
        _order.Clear();
        _generations.Clear();
    }
}
