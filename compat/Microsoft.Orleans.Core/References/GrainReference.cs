namespace Orleans.Runtime;

/// <summary>Names a grain and calls it. Its subclasses, made at run time, implement the grain interfaces.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    internal GrainReference(GrainReferenceShared shared, GrainId grainId)
    {
        Shared = shared;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    public GrainInterfaceType InterfaceType => Shared.InterfaceType;

    public ushort InterfaceVersion => 0;

    public virtual string InterfaceName => InterfaceType.ToString();

    internal GrainReferenceShared Shared { get; }

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => this.AsReference<TGrainInterface>();

    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"GrainReference:{GrainId}:{InterfaceType}", out charsWritten);

    internal Task CallTask(GrainMethod method, object?[] arguments) => Shared.Runtime.Call<object?>(this, method, arguments);

    internal Task<T> CallTaskOf<T>(GrainMethod method, object?[] arguments) => Shared.Runtime.Call<T>(this, method, arguments);

    internal ValueTask CallValueTask(GrainMethod method, object?[] arguments) => new(Shared.Runtime.Call<object?>(this, method, arguments));

    internal ValueTask<T> CallValueTaskOf<T>(GrainMethod method, object?[] arguments) =>
        new(Shared.Runtime.Call<T>(this, method, arguments));

    internal void CallVoid(GrainMethod method, object?[] arguments) => _ = Shared.Runtime.Call<object?>(this, method, arguments);

    internal IAsyncEnumerable<T> CallEnumerable<T>(GrainMethod method, object?[] arguments) =>
        new GrainEnumerableRequest<T>(this, new GrainRequest(method, Shared.Runtime.CopyArguments(method, arguments)));
}
