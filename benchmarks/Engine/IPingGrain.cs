namespace RagCluster.Engine;

/// <summary>Answers at once.</summary>
public interface IPingGrain : IGrainWithIntegerKey
{
    Task Ping();

    Task<float[]> Echo(float[] vector);

    Task<byte[]> EchoBytes(byte[] vector);
}
