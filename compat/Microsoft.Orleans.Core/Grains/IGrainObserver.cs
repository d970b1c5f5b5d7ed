namespace Orleans;

/// <summary>An object outside the cluster that grains may call.</summary>
public interface IGrainObserver : IAddressable;
