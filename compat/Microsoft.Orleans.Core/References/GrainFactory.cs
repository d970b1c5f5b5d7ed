namespace Orleans.Runtime;

/// <summary>Makes references for a silo or a client.</summary>
internal sealed class GrainFactory(GrainReferenceFactory references, GrainManifest manifest, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider { get; } = services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Get<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, Extension(keyExtension)));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, Extension(keyExtension)));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)references.Create(grainId, typeof(TGrainInterface));

    public IAddressable GetGrain(GrainId grainId) => references.Create(grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => references.Create(grainId, interfaceType);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        references.Create(new GrainId(manifest.GrainTypeFor(interfaceType, grainClassNamePrefix), grainKey), interfaceType);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => GetGrain(interfaceType, grainKey, null!);

    private static string Extension(string keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension)
            ? throw new ArgumentException("Key extension is null or whitespace.", nameof(keyExtension))
            : keyExtension;

    private T Get<T>(IdSpan key, string? prefix) =>
        (T)(object)references.Create(new GrainId(manifest.GrainTypeFor(typeof(T), prefix), key), typeof(T));
}
