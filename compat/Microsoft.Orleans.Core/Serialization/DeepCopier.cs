using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization;

/// <summary>Copies values of any known type as a call within a silo does: what is immutable is shared.</summary>
public sealed class DeepCopier
{
    private readonly GrainReferenceFactory? _references;

    internal DeepCopier(GrainReferenceFactory? references) => _references = references;

    [return: NotNullIfNotNull(nameof(value))]
    public T? Copy<T>(T? value) => new CopyContext(CopyMode.Local, _references).Copy(value);
}
