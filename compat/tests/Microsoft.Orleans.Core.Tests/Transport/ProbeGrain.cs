using System.Runtime.CompilerServices;
using Orleans.Core.Tests.Serialization;

namespace Orleans.Core.Tests.Transport;

public sealed class ProbeGrain(ILocalSiloDetails silo) : Grain, IProbeGrain
{
    private readonly List<int> _numbers = [];

    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToString());

    public Task<float[]> Echo(float[] vector) => Task.FromResult(vector);

    public ValueTask<T> Same<T>(T value) => new(value);

    public Task Fail(bool isMarked) => throw (isMarked ? new Shapes.Failure("broken", 7) : new UnmarkedException());

    public Task<object?> Context(string key) => Task.FromResult(RequestContext.Get(key));

    public async Task<bool> Wait(string gate, CancellationToken cancellationToken)
    {
        Gates.Named(gate).Enter();
        try
        {
            await Gates.Named(gate).Opened.WaitAsync(cancellationToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            Gates.Named(gate + " canceled").Enter();
            throw;
        }
    }

    public Task<int> Append(int number)
    {
        _numbers.Add(number);
        return Task.FromResult(_numbers.Count);
    }

    public Task<List<int>> Numbers() => Task.FromResult(_numbers);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < to; i++)
        {
            if (i % 10 == 0)
                await Task.Yield();
            yield return i;
        }
    }

    public Task<string> Ask(IProbeGrain other) => other.Where();

    public Task<object> MakeUnmarked() => Task.FromResult<object>(new Shapes.Unmarked());

    private sealed class UnmarkedException : Exception;
}
