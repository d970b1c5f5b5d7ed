using System.Text.Json;

namespace Orleans.Storage;

/// <summary>The default serializer of states. Officially Newtonsoft.Json; here the framework's own JSON.</summary>
internal class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options);
}
