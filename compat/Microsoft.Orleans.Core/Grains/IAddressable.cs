namespace Orleans.Runtime;

/// <summary>Whatever can be called from elsewhere.</summary>
public interface IAddressable;
