namespace Orleans;

/// <summary>References by raw key.</summary>
public static class GrainFactoryExtensions
{
    public static TGrainInterface GetGrain<TGrainInterface>(
        this IGrainFactory grainFactory,
        IdSpan grainPrimaryKey,
        string grainClassNamePrefix
    )
        where TGrainInterface : IGrain
    {
        ArgumentNullException.ThrowIfNull(grainFactory);
        return grainFactory.GetGrain(typeof(TGrainInterface), grainPrimaryKey, grainClassNamePrefix).AsReference<TGrainInterface>();
    }

    public static TGrainInterface GetGrain<TGrainInterface>(this IGrainFactory grainFactory, IdSpan grainPrimaryKey)
        where TGrainInterface : IGrain
    {
        ArgumentNullException.ThrowIfNull(grainFactory);
        return grainFactory.GetGrain(typeof(TGrainInterface), grainPrimaryKey).AsReference<TGrainInterface>();
    }
}
