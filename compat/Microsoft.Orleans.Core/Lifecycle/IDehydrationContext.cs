using System.Buffers;

namespace Orleans.Runtime;

/// <summary>What a moving activation leaves with.</summary>
public interface IDehydrationContext
{
    void AddBytes(string key, ReadOnlySpan<byte> value);

    void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value);

    bool TryAddValue<T>(string key, T? value);
}
