using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a method with a result.</summary>
/// <typeparam name="TResult">The declared type of the result.</typeparam>
public sealed class Response<TResult> : Response
{
    public TResult? TypedResult { get; set; }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException($"Cannot set {nameof(Exception)} property for type {nameof(Response<TResult>)}");
    }

    public override object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    public override Type GetSimpleResultType() => typeof(TResult);

    public override T? GetResult<T>()
        where T : default => this is Response<T> same ? same.TypedResult : (T?)Result;

    public override void Dispose() => TypedResult = default;

    internal override Response Copy(CopyContext context) => FromResult(context.Copy(TypedResult));

    internal override void Write(Wire.WireWriter writer, uint id) => Wire.Declared<TResult?>.Codec.Write(writer, id, TypedResult);
}
