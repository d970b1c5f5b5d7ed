namespace RagCluster.Caching.Eviction;

/// <summary>A doubly linked list through the slots themselves, so that moving one allocates nothing.</summary>
internal sealed class SlotList
{
    /// <summary>How many slots it holds.</summary>
    internal int Count { get; private set; }

    /// <summary>The most recent.</summary>
    internal Slot? First { get; private set; }

    /// <summary>The least recent.</summary>
    internal Slot? Last { get; private set; }

    /// <summary>Puts a slot first, taking it out of the list that holds it.</summary>
    internal void TakeFirst(Slot slot)
    {
        slot.Home?.Remove(slot);
        slot.Home = this;
        slot.Previous = null;
        slot.Next = First;
        if (First is null)
            Last = slot;
        else
            First.Previous = slot;
        First = slot;
        Count++;
    }

    /// <summary>Takes a slot of this list out.</summary>
    internal void Remove(Slot slot)
    {
        if (slot.Previous is null)
            First = slot.Next;
        else
            slot.Previous.Next = slot.Next;
        if (slot.Next is null)
            Last = slot.Previous;
        else
            slot.Next.Previous = slot.Previous;
        slot.Home = null;
        slot.Previous = null;
        slot.Next = null;
        Count--;
    }
}
