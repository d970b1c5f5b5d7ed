using Orleans.Serialization.Invocation;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>Reads the answers of methods of one result type.</summary>
internal class ResponseReader
{
    private static readonly ResponseReader WithoutResult = new();

    public static ResponseReader For(Type returnType) =>
        returnType.IsGenericType
        && returnType.GetGenericTypeDefinition() is var definition
        && (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            ? (ResponseReader)Activator.CreateInstance(typeof(ResponseReader<>).MakeGenericType(returnType.GetGenericArguments()))!
            : WithoutResult;

    public virtual Response Read(WireReader reader, in WireTag tag)
    {
        reader.Skip(tag);
        return Response.Completed;
    }
}
