namespace Orleans.Runtime;

/// <summary>A call that returns an enumeration.</summary>
/// <typeparam name="T">The element.</typeparam>
public interface IAsyncEnumerableRequest<T> : IRequest
{
    int MaxBatchSize { get; set; }

    IAsyncEnumerable<T> InvokeImplementation();
}
