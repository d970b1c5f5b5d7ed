using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's state, read before OnActivateAsync and written when the grain says so.</summary>
/// <typeparam name="TState">The state.</typeparam>
public interface IPersistentState<TState> : IStorage<TState>;
