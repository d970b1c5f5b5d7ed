namespace Microsoft.ML.OnnxRuntime;

/// <summary>A collection that disposes its members with itself.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable;
