namespace Orleans.Runtime;

/// <summary>A call that returns an enumeration.</summary>
/// <typeparam name="T">The element.</typeparam>
internal interface IAsyncEnumerableRequest<T> : IRequest
{
    int MaxBatchSize { get; set; }

    IAsyncEnumerable<T> InvokeImplementation();
}
