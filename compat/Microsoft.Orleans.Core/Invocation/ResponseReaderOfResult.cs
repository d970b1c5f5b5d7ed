using Orleans.Serialization.Invocation;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>Reads the answers of methods with a result.</summary>
internal sealed class ResponseReader<T> : ResponseReader
{
    public override Response Read(WireReader reader, in WireTag tag) => Response.FromResult(Declared<T>.Codec.Read(reader, tag));
}
