namespace RagCluster.Caching.Eviction;

/// <summary>The entry used longest ago leaves.</summary>
internal sealed class LruOrder : EvictionOrder
{
    private readonly SlotList _byUse = new();

    /// <inheritdoc/>
    internal override void Add(Slot slot) => _byUse.TakeFirst(slot);

    /// <inheritdoc/>
    internal override void Use(Slot slot) => _byUse.TakeFirst(slot);

    /// <inheritdoc/>
    internal override Slot Victim(Slot? incoming) => _byUse.Last!;
}
