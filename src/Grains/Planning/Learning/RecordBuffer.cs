namespace RagCluster.Grains.Planning.Learning;

/// <summary>The last recorded queries of a class, serialized, within a limit of number and of bytes. Not safe for concurrent use.</summary>
/// <param name="countMax">The most records.</param>
internal sealed class RecordBuffer(int countMax)
{
    /// <summary>The largest record: a query with 20 turns of conversation has at most 220,000 characters, most have a thousand.</summary>
    internal const int RecordBytesMax = 64 * 1024;

    /// <summary>The most bytes of all records: they are written as one value.</summary>
    internal const int BytesMax = 1024 * 1024;

    private readonly LinkedList<byte[]> _records = new();
    private int _bytes;

    /// <summary>The records, oldest first.</summary>
    internal byte[][] Items => [.. _records];

    /// <summary>How many there are.</summary>
    internal int Count => _records.Count;

    /// <summary>The records, newest first.</summary>
    internal IEnumerable<byte[]> NewestFirst()
    {
        for (LinkedListNode<byte[]>? node = _records.Last; node is not null; node = node.Previous)
            yield return node.Value;
    }

    /// <summary>Adds a record; the oldest leave where there is no room.</summary>
    /// <returns>Whether it was not too large.</returns>
    internal bool Add(byte[] record)
    {
        if (record.Length > RecordBytesMax)
            return false;
        _records.AddLast(record);
        _bytes += record.Length;
        while (_records.Count > countMax || _bytes > BytesMax)
        {
            _bytes -= _records.First!.Value.Length;
            _records.RemoveFirst();
        }

        return true;
    }

    /// <summary>Removes all.</summary>
    internal void Clear()
    {
        _records.Clear();
        _bytes = 0;
    }
}
