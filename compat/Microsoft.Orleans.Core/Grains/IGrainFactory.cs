namespace Orleans;

/// <summary>Makes references to grains. A grain need not exist to be named.</summary>
public interface IGrainFactory
{
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey;

    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey;

    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey;

    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey;

    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey);

    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey);

    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension);

    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension);

    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;

    IAddressable GetGrain(GrainId grainId);

    IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);

    IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix);

    IAddressable GetGrain(Type interfaceType, IdSpan grainKey);
}
