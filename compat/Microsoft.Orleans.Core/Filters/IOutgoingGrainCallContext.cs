namespace Orleans;

/// <summary>A call that is about to leave.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    IGrainContext? SourceContext { get; }
}
