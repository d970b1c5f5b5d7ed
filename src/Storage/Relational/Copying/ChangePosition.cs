namespace RagCluster.Storage.Relational.Copying;

/// <summary>How far the changes of a store have been shipped.</summary>
/// <param name="Chain">Names an unbroken journal of changes: it is another one whenever changes may have gone by unseen.</param>
/// <param name="Tick">Counts the attempts to ship; each begins after its number is committed.</param>
/// <param name="Shipped">The tick of the last attempt that is known to have succeeded; 0 for none.</param>
public sealed record ChangePosition(string Chain, long Tick, long Shipped)
{
    /// <summary>The first attempt that is not known to have ended: what it finds may be later than whoever reads this.</summary>
    public long Open => Shipped >= Tick ? Tick + 1 : Tick;
}
