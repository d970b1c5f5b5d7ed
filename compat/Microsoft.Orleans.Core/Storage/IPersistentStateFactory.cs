namespace Orleans.Runtime;

/// <summary>Makes persistent states.</summary>
public interface IPersistentStateFactory
{
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}
