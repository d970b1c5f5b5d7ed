namespace RagCluster.MemoryBenchmark;

/// <summary>Which documents the collection has, so that uploads, updates and deletions keep its size.</summary>
/// <param name="seed">Chooses among them.</param>
internal sealed class Library(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<int> _held = [];
    private int _next;
    private int _target;

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    /// <summary>Adds documents and returns their numbers.</summary>
    internal int[] Add(int count)
    {
        lock (_lock)
        {
            int[] added = [.. Enumerable.Range(_next, count)];
            _next += count;
            _held.AddRange(added);
            return added;
        }
    }

    /// <summary>From now on the size is kept.</summary>
    internal void Hold()
    {
        lock (_lock)
            _target = _held.Count;
    }

    /// <summary>A number to upload as new, or null when there are enough.</summary>
    internal int? New()
    {
        lock (_lock)
        {
            if (_held.Count > _target)
                return null;
            _held.Add(_next);
            return _next++;
        }
    }

    /// <summary>A number to upload again with other content.</summary>
    internal int Any()
    {
        lock (_lock)
            return _held[_random.Next(_held.Count)];
    }

    /// <summary>A number to delete, which is forgotten.</summary>
    internal int Remove()
    {
        lock (_lock)
        {
            int at = _random.Next(_held.Count);
            int number = _held[at];
            _held[at] = _held[^1];
            _held.RemoveAt(_held.Count - 1);
            return number;
        }
    }
}
