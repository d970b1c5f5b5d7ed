namespace Orleans.Runtime;

/// <summary>The activation of the running turn.</summary>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => RuntimeContext.Current!;
}
