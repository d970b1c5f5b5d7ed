namespace Orleans.Core;

/// <summary>One stored record and its value.</summary>
/// <typeparam name="TState">The value.</typeparam>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
