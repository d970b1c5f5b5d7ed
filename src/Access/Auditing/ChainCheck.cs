namespace RagCluster.Access.Auditing;

/// <summary>Follows a chain from its first block to its last and notes where it is broken.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
public sealed class ChainCheck<T>
{
    // What is broken in one place is told once; a log that is broken in more places than this is broken.
    private const int FaultsMax = 100;
    private readonly List<string> _faults = [];
    private ChainedBlock<T>? _last;
    private bool _isAfterFault;
    private long _number;

    /// <summary>What is wrong, in the order of the blocks.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many entries were read.</summary>
    public long EntryCount { get; private set; }

    /// <summary>How many blocks were looked at.</summary>
    public long BlockCount => _number;

    /// <summary>The hash of the last block that could be read; empty before the first.</summary>
    public string HeadHash => _last?.Hash ?? "";

    /// <summary>Looks at the next block.</summary>
    /// <param name="bytes">What is stored at the block's place; null when nothing is.</param>
    public void Next(byte[]? bytes)
    {
        _number++;
        if (Problem(bytes, out ChainedBlock<T>? block) is { } problem)
        {
            if (_faults.Count < FaultsMax)
                _faults.Add($"block {_number} {problem}");
            _isAfterFault = true;
        }
        else
        {
            _isAfterFault = false;
        }

        if (block is null)
            return;
        EntryCount += block.Entries.Length;
        _last = block;
    }

    /// <summary>Compares the end of the chain with what is known of it.</summary>
    /// <param name="number">The number of the last block.</param>
    /// <param name="hash">Its hash.</param>
    public void End(long number, string hash)
    {
        if (number != _number || hash != HeadHash)
            _faults.Add($"the log ends at block {_number}, and not with the block {number} that was written last");
    }

    private string? Problem(byte[]? bytes, out ChainedBlock<T>? block)
    {
        block = null;
        if (bytes is null)
            return "is missing";
        block = ChainedBlock<T>.Read(bytes);
        if (block is null)
            return "can't be read";
        if (!block.IsWhole())
            return "was changed";
        if (block.Number != _number)
            return $"is the block {block.Number}, in another one's place";
        // What follows a broken place can't be compared with it, and was compared with it when it was written.
        if (_isAfterFault)
            return null;
        return block.PreviousHash == HeadHash && block.FirstSequence == (_last?.NextSequence ?? 1)
            ? null
            : "does not follow the block before";
    }
}
