print("verify-mock")
