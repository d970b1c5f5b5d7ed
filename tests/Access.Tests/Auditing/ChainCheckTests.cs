using RagCluster.Access.Auditing;

namespace RagCluster.Access.Tests.Auditing;

/// <summary>A log that was changed, shortened or put into another order is told from one that was not.</summary>
public sealed class ChainCheckTests
{
    private readonly List<ChainedBlock<string>> _blocks = [];

    public ChainCheckTests()
    {
        for (int i = 0; i < 20; i++)
            _blocks.Add(
                ChainedBlock<string>.Seal(_blocks.LastOrDefault(), [.. Enumerable.Range(0, 1 + (i % 3)).Select(j => $"entry {i}.{j}")])
            );
    }

    [Fact]
    public void UntouchedLog_IsWhole()
    {
        ChainCheck<string> check = Check([.. _blocks.Select(block => block.ToBytes())]);
        Assert.Empty(check.Faults);
        Assert.Equal(_blocks.Sum(block => block.Entries.Length), check.EntryCount);
        Assert.Equal(20, check.BlockCount);
    }

    [Fact]
    public void EachChangedByte_IsFound()
    {
        byte[] bytes = _blocks[7].ToBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            Assert.NotEmpty(Check(With(7, changed)).Faults);
        }
    }

    [Fact]
    public void ChangedEntryUnderANewHash_IsFoundInTheNextBlock()
    {
        ChainedBlock<string> forged = ChainedBlock<string>.Seal(_blocks[6], ["nothing happened", .. _blocks[7].Entries.Skip(1)]);
        Assert.Equal(["block 9 does not follow the block before"], Check(With(7, forged.ToBytes())).Faults);
    }

    [Fact]
    public void MissingBlock_IsFound() => Assert.Equal(["block 8 is missing"], Check(With(7, null)).Faults);

    [Fact]
    public void ExchangedBlocks_AreFound()
    {
        byte[]?[] stored = With(7, _blocks[11].ToBytes());
        stored[11] = _blocks[7].ToBytes();
        Assert.Equal(2, Check(stored).Faults.Count(fault => fault.Contains("in another one's place", StringComparison.Ordinal)));
    }

    [Fact]
    public void BlockThatWasTakenOutAndTheRestMovedUp_IsFound()
    {
        List<byte[]?> stored = [.. _blocks.Select(block => block.ToBytes())];
        stored.RemoveAt(7);
        stored.Add(null);
        Assert.NotEmpty(Check([.. stored]).Faults);
    }

    [Fact]
    public void LogWithoutItsEnd_IsFound()
    {
        ChainCheck<string> check = new();
        foreach (ChainedBlock<string> block in _blocks.SkipLast(1))
            check.Next(block.ToBytes());
        check.End(20, _blocks[^1].Hash);
        Assert.NotEmpty(check.Faults);
    }

    [Fact]
    public void EndThatWasWrittenAnew_IsFound()
    {
        ChainedBlock<string> forged = ChainedBlock<string>.Seal(_blocks[^2], ["nothing happened"]);
        Assert.NotEmpty(Check(With(19, forged.ToBytes())).Faults);
    }

    private byte[]?[] With(int place, byte[]? bytes) => [.. _blocks.Select((block, i) => i == place ? bytes : block.ToBytes())];

    private ChainCheck<string> Check(byte[]?[] stored)
    {
        ChainCheck<string> check = new();
        foreach (byte[]? bytes in stored)
            check.Next(bytes);
        check.End(_blocks[^1].Number, _blocks[^1].Hash);
        return check;
    }
}
