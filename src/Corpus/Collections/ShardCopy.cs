namespace RagCluster.Corpus.Collections;

/// <summary>
/// The shards that hold a whole collection under one model: one for each <see cref="ShardSlot"/>, with numbers of their own that never come
/// again.
/// </summary>
/// <param name="First">The number of the first, which is the first slot's.</param>
/// <param name="Count">How many there are.</param>
[GenerateSerializer]
[Alias("RagCluster.ShardCopy")]
public readonly record struct ShardCopy([property: Id(0)] int First, [property: Id(1)] int Count)
{
    /// <summary>The shards' numbers, in the order of the slots.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);

    /// <summary>Whether a shard is one of these.</summary>
    /// <param name="number">The shard's number.</param>
    public bool Holds(int number) => number >= First && number < First + Count;

    /// <summary>The shard of a slot.</summary>
    /// <param name="slot">The slot.</param>
    public ShardId Of(ShardSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return new ShardId(slot.Collection, First + slot.Number);
    }

    /// <summary>The number of the slot that a shard is for.</summary>
    /// <param name="number">The shard's number, one of these.</param>
    public int SlotOf(int number) => number - First;

    /// <summary>The shards, in the order of the slots.</summary>
    /// <param name="collection">Their collection.</param>
    public IEnumerable<ShardId> Of(CollectionId collection) => Numbers.Select(number => new ShardId(collection, number));
}
