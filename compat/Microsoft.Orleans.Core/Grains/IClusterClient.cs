namespace Orleans;

/// <summary>A grain factory with the services of its host.</summary>
public interface IClusterClient : IGrainFactory
{
    IServiceProvider ServiceProvider { get; }
}
