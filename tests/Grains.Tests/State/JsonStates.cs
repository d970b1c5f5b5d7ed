using System.Text.Json;
using Orleans.Storage;

namespace RagCluster.Grains.Tests.State;

/// <summary>States as JSON.</summary>
internal sealed class JsonStates : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(input));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input)!;
}
