namespace Orleans.Serialization;

/// <summary>A type is neither marked with [GenerateSerializer] nor known to the serializer.</summary>
/// <param name="message">Names the type.</param>
[GenerateSerializer]
public sealed class CodecNotFoundException(string message) : SerializerException(message);
