namespace Orleans.Runtime;

/// <summary>An attribute that names a grain interface.</summary>
public interface IGrainInterfaceTypeProviderAttribute
{
    GrainInterfaceType GetGrainInterfaceType(IServiceProvider services, Type type);
}
