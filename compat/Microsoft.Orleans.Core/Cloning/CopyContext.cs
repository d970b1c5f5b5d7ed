using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Cloning;

/// <summary>One copy of one object graph; an object that occurs twice in it is copied once.</summary>
internal sealed class CopyContext
{
    private readonly GrainReferenceFactory? _references;
    private Dictionary<object, object>? _copies;

    internal CopyContext(CopyMode mode, GrainReferenceFactory? references)
    {
        Mode = mode;
        _references = references;
    }

    internal CopyMode Mode { get; }

    /// <summary>The host to which references in the copy belong.</summary>
    /// <exception cref="InvalidOperationException">The copy is made outside of any.</exception>
    internal GrainReferenceFactory References =>
        _references ?? throw new InvalidOperationException("A reference to a grain can't be copied outside of a silo or a client.");

    /// <summary>The copy of a value.</summary>
    /// <exception cref="CodecNotFoundException">The serializer does not know its type.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    internal T Copy<T>(T value)
    {
        if (value is null)
            return value;
        Type type = value.GetType();
        TypeCopier copier = CopierTable.TryGet(type) ?? CopierTable.FallbackFor(typeof(T), type);
        return copier.IsShallow(Mode) ? value : (T)copier.Copy(value, this);
    }

    /// <summary>The copy of a value that its owner calls immutable.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    internal T CopyImmutable<T>(T value)
    {
        if (Mode == CopyMode.Wire)
            return Copy(value);
        if (value is not null && CopierTable.TryGet(value.GetType()) is null)
            _ = CopierTable.FallbackFor(typeof(T), value.GetType());
        return value;
    }

    internal bool TryGetCopy(object original, [NotNullWhen(true)] out object? copy)
    {
        copy = null;
        return _copies is not null && _copies.TryGetValue(original, out copy);
    }

    internal void Record(object original, object copy) =>
        (_copies ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance)).TryAdd(original, copy);
}
