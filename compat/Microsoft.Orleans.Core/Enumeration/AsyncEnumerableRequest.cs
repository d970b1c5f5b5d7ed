namespace Orleans.Runtime;

/// <summary>A call that returns an enumeration; it is sent when the enumeration begins.</summary>
/// <typeparam name="T">The element.</typeparam>
internal abstract class AsyncEnumerableRequest<T> : RequestBase, IAsyncEnumerable<T>, IAsyncEnumerableRequest<T>
{
    private const int DefaultBatchSize = 100;

    public int MaxBatchSize { get; set; } = DefaultBatchSize;

    public IAsyncEnumerable<T> InvokeImplementation() => InvokeInner();

    public abstract IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default);

    protected abstract IAsyncEnumerable<T> InvokeInner();
}
