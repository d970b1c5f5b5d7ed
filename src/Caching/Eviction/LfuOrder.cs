namespace RagCluster.Caching.Eviction;

/// <summary>
/// The entry used least often leaves, in constant time: Shah, Mitra and Matani, "An O(1) algorithm for implementing the LFU cache eviction
/// scheme" (2010). Counts are of the stay in the cache and never age.
/// </summary>
internal sealed class LfuOrder : EvictionOrder
{
    // Invariant: one list for each number of uses that an entry has, ascending, none of them empty.
    private readonly LinkedList<Bucket> _byCount = [];
    private readonly Dictionary<SlotList, LinkedListNode<Bucket>> _buckets = [];

    /// <inheritdoc/>
    internal override void Add(Slot slot) => Move(slot, null);

    /// <inheritdoc/>
    internal override void Use(Slot slot) => Move(slot, _buckets[slot.Home!]);

    /// <inheritdoc/>
    internal override void Remove(Slot slot)
    {
        LinkedListNode<Bucket> bucket = _buckets[slot.Home!];
        slot.Home!.Remove(slot);
        DropEmpty(bucket);
    }

    /// <inheritdoc/>
    internal override Slot Victim(Slot? incoming)
    {
        // The new entry has the fewest uses by definition: it must not fall to that alone.
        LinkedListNode<Bucket> lowest = _byCount.First!;
        Slot last = lowest.Value.Slots.Last!;
        return last != incoming || lowest.Next is null ? last : lowest.Next.Value.Slots.Last!;
    }

    private void Move(Slot slot, LinkedListNode<Bucket>? from)
    {
        long count = (from?.Value.Count ?? 0) + 1;
        LinkedListNode<Bucket>? to = from is null ? _byCount.First : from.Next;
        if (to is null || to.Value.Count != count)
        {
            LinkedListNode<Bucket> bucket = new(new(count, new SlotList()));
            if (from is null)
                _byCount.AddFirst(bucket);
            else
                _byCount.AddAfter(from, bucket);
            _buckets[bucket.Value.Slots] = bucket;
            to = bucket;
        }

        to.Value.Slots.TakeFirst(slot);
        if (from is not null)
            DropEmpty(from);
    }

    private void DropEmpty(LinkedListNode<Bucket> bucket)
    {
        if (bucket.Value.Slots.Count > 0)
            return;
        _buckets.Remove(bucket.Value.Slots);
        _byCount.Remove(bucket);
    }

    private sealed record Bucket(long Count, SlotList Slots);
}
