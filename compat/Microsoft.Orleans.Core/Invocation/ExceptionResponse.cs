using System.Runtime.ExceptionServices;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a method that threw.</summary>
[GenerateSerializer, Immutable]
public sealed class ExceptionResponse : Response
{
    public override object? Result
    {
        get
        {
            ExceptionDispatchInfo.Throw(Exception!);
            return null;
        }
        set => throw new InvalidOperationException($"Cannot set result property on response of type {nameof(ExceptionResponse)}");
    }

    [Id(0)]
    public override Exception? Exception { get; set; }

    public override T? GetResult<T>()
        where T : default
    {
        ExceptionDispatchInfo.Throw(Exception!);
        return default;
    }

    public override void Dispose() { }

    internal override Response Copy(CopyContext context) => FromException(context.Copy(Exception)!);

    internal override void Write(Wire.WireWriter writer, uint id) => Wire.Declared<Exception?>.Codec.Write(writer, id, Exception);
}
