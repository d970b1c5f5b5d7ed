namespace Orleans.Runtime;

/// <summary>Makes persistent states.</summary>
internal interface IPersistentStateFactory
{
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}
