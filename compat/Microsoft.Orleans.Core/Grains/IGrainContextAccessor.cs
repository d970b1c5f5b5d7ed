namespace Orleans.Runtime;

/// <summary>The activation whose turn is running.</summary>
internal interface IGrainContextAccessor
{
    IGrainContext GrainContext { get; }
}
