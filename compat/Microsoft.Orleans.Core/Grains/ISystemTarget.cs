namespace Orleans;

/// <summary>A service of one silo that is called as a grain is.</summary>
public interface ISystemTarget : IAddressable;
