namespace Orleans.Core.Tests.Transport;

/// <summary>Calls of every kind.</summary>
public interface IProbeGrain : IGrainWithStringKey
{
    Task<string> Where();

    Task<float[]> Echo(float[] vector);

    ValueTask<T> Same<T>(T value);

    Task Fail(bool isMarked);

    Task<object?> Context(string key);

    Task<bool> Wait(string gate, CancellationToken cancellationToken);

    Task<int> Append(int number);

    Task<List<int>> Numbers();

    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

    Task<string> Ask(IProbeGrain other);

    Task<object> MakeUnmarked();
}
