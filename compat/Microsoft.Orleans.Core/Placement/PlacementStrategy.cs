namespace Orleans.Runtime;

/// <summary>How the silo of a new activation is chosen.</summary>
public abstract class PlacementStrategy
{
    /// <summary>Whether a grain so placed has at most one activation in the cluster.</summary>
    public virtual bool IsUsingGrainDirectory => true;
}
