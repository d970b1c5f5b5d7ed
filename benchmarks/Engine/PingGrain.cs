namespace RagCluster.Engine;

/// <summary>Answers at once.</summary>
public sealed class PingGrain : Grain, IPingGrain
{
    public Task Ping() => Task.CompletedTask;

    public Task<float[]> Echo(float[] vector) => Task.FromResult(vector);

    public Task<byte[]> EchoBytes(byte[] vector) => Task.FromResult(vector);
}
